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

  private DataKey(String organisation, Aead aead) {
    this.organisation = organisation;
    this.aead = aead;
  }

  /** A new key, wrapped, in base 64. */
  static String make(String organisation, KeyWrapper wrapper) {
    try {
      AeadConfig.register();
      KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(key, behind(organisation, wrapper), new byte[0]);
      return Base64.getEncoder().encodeToString(wrapped);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  static DataKey open(String organisation, String wrapped, KeyWrapper wrapper) {
    try {
      AeadConfig.register();
      KeysetHandle key =
          TinkProtoKeysetFormat.parseEncryptedKeyset(
              Base64.getDecoder().decode(wrapped), behind(organisation, wrapper), new byte[0]);
      return new DataKey(organisation, key.getPrimitive(RegistryConfiguration.get(), Aead.class));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw damaged("The data key of " + organisation, e);
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
