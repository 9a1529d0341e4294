package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.net.URI;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** The way to the provider of one organisation. Thread-safe; closed by the host. */
@ConsumerType
public interface OpenSignIn extends AutoCloseable {
  /**
   * Says where to send the browser.
   *
   * @param returnTo where the provider sends it back to; the same is given to {@link #finish}
   * @param state to be handed to the provider and back as it is; the host binds it to the browser and takes it once
   * @throws PlimsollException {@code STORAGE_UNAVAILABLE} when the provider cannot be reached, {@code ACCESS_DENIED}
   *     when what answers is not the provider of the settings
   */
  SignInStart start(URI returnTo, String state);

  /**
   * Proves who came back. Everything in the parameters was in somebody's browser and is believed only as far as the
   * provider vouches for it.
   *
   * @param parameters of the address that the browser came back to, the state among them
   * @param kept as {@link SignInStart#kept} was
   * @throws PlimsollException {@code NOT_SIGNED_IN} when it is not proven, for whatever reason; {@code
   *     STORAGE_UNAVAILABLE} when the provider cannot be reached
   */
  ProvenIdentity finish(URI returnTo, Map<String, String> parameters, String kept);

  @Override
  void close();
}
