package io.plimsoll.api.encryption;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys of a host, for whoever runs it: one data key for each organisation and one for the host itself seal what is
 * secret, and the wrapping key wraps them. Hosts that run go on while keys are replaced. Each call is recorded. A
 * rotation that was cut off is finished by asking for it again. Thread-safe.
 */
@ProviderType
public interface Encryption {
  /** How the keys stand; looks at every organisation. */
  EncryptionStatus status(Caller caller);

  /**
   * Wraps every data key with a new wrapping key: one that is made now, when it lies in the operator's file, or the newest
   * version, when it lies in a vault. The old key is dropped from the file when no data key needs it any more, and kept
   * otherwise.
   */
  KeyRotation rotateWrappingKey(Caller caller);

  /**
   * Makes a new data key for an organisation and seals its secrets with it, all at once; the old key is gone then.
   *
   * @throws PlimsollException {@code NOT_FOUND} for an organisation that is not there
   */
  KeyRotation rotateDataKey(String organisation, Caller caller);

  /**
   * The same for the host's own data key, which seals second factors of people. The old key is kept, for what was being
   * sealed meanwhile, until the next rotation.
   */
  KeyRotation rotateHostKey(Caller caller);
}
