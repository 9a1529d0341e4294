package io.plimsoll.api.credential;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A credential that can tell when what it proves itself with ends, such as a certificate. */
@ConsumerType
public interface ExpiringCredential extends Credential {
  /** From when on it is refused, as far as it is known; not the end of a single token. */
  Optional<Instant> expiresAt();
}
