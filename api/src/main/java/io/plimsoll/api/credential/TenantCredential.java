package io.plimsoll.api.credential;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A credential that works in several tenants, of which the connection allows some. */
@ConsumerType
public interface TenantCredential extends Credential {
  /**
   * A token of this tenant, which a store names when it asks for another one than the connection's own.
   *
   * @param tenant the tenant's id or domain
   * @throws io.plimsoll.api.PlimsollException {@code REFUSED} when the connection does not allow the tenant
   */
  Optional<AccessToken> token(String scope, String tenant);
}
