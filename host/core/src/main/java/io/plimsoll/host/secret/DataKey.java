package io.plimsoll.host.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The key under which one organisation's secrets are sealed. What was sealed for one organisation and connection opens
 * for no other.
 */
final class DataKey {
  private final String organisation;
  private final Aead aead;
  private final int primary;

  private DataKey(String organisation, Aead aead, int primary) {
    this.organisation = organisation;
    this.aead = aead;
    this.primary = primary;
  }

  /** A new key, wrapped, in base 64. */
  static String make(String organisation, KeyWrapper wrapper) {
    try {
      AeadConfig.register();
      return wrapped(organisation, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), wrapper);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  static DataKey open(String organisation, String wrapped, KeyWrapper wrapper) {
    try {
      KeysetHandle key = handle(organisation, wrapped, wrapper);
      return new DataKey(organisation, key.getPrimitive(RegistryConfiguration.get(), Aead.class), key.getPrimary().getId());
    } catch (GeneralSecurityException e) {
      throw damaged("The data key of " + organisation, e);
    }
  }

  /** The same key, wrapped once more by the key that wraps now. */
  static String wrapAgain(String organisation, String wrapped, KeyWrapper wrapper) {
    return wrapped(organisation, handle(organisation, wrapped, wrapper), wrapper);
  }

  /** The same key with another one in front of it, which seals from now on; the one before still opens. */
  static String withNext(String organisation, String wrapped, KeyWrapper wrapper) {
    KeysetHandle known = handle(organisation, wrapped, wrapper);
    try {
      // Of those before the one in force nothing is left that they sealed.
      KeysetHandle next =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(known.getPrimary().getKey()).withFixedId(known.getPrimary().getId()))
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId().makePrimary())
              .build();
      return wrapped(organisation, next, wrapper);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  /** Whether the key in force sealed this. */
  boolean sealedWithPrimary(String sealed) {
    // Tink writes the id of the key behind one byte.
    byte[] bytes = Base64.getDecoder().decode(sealed);
    return bytes.length > 5 && java.nio.ByteBuffer.wrap(bytes, 1, 4).getInt() == primary;
  }

  private static KeysetHandle handle(String organisation, String wrapped, KeyWrapper wrapper) {
    try {
      AeadConfig.register();
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          Base64.getDecoder().decode(wrapped), behind(organisation, wrapper), new byte[0]);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw damaged("The data key of " + organisation, e);
    }
  }

  private static String wrapped(String organisation, KeysetHandle key, KeyWrapper wrapper) {
    try {
      return Base64.getEncoder()
          .encodeToString(TinkProtoKeysetFormat.serializeEncryptedKeyset(key, behind(organisation, wrapper), new byte[0]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot wrap a key", e);
    }
  }

  String seal(String connection, String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(aead.encrypt(text.getBytes(StandardCharsets.UTF_8), context(connection)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal", e);
    }
  }

  String unseal(String connection, String sealed) {
    try {
      return new String(
          aead.decrypt(Base64.getDecoder().decode(sealed), context(connection)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw damaged("The sealed secret of " + connection, e);
    }
  }

  private byte[] context(String connection) {
    return ("organisation=" + organisation + ";connection=" + connection + ";column=sealed").getBytes(StandardCharsets.UTF_8);
  }

  private static PlimsollException damaged(String what, Exception cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_CORRUPT,
        what + " does not open: it was changed, or belongs to another organisation or connection.",
        "Restore the organisation from a backup, or give the secret again: plimsoll credential ORG CONNECTION rotate --secret-from.",
        cause);
  }

  private static Aead behind(String organisation, KeyWrapper wrapper) {
    String context = "data key of " + organisation;
    return new Aead() {
      @Override
      public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
        return wrapper.wrap(plaintext, context);
      }

      @Override
      public byte[] decrypt(byte[] ciphertext, byte[] associatedData) {
        return wrapper.unwrap(ciphertext, context);
      }
    };
  }
}
