package io.plimsoll.keywrapper.keyvault;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is written down: one byte of version, the identifier of the vault's key, the envelope's own key as the vault
 * wrapped it, and what is in it, under AES-256-GCM with its context.
 */
final class Envelope {
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private Envelope() {}

  /** Unwraps the envelope's own key. */
  interface Unwrap {
    byte[] key(String id, byte[] wrapped);
  }

  static byte[] seal(String id, byte[] content, String context, UnaryOperator<byte[]> wrap) {
    SecureRandom random = new SecureRandom();
    byte[] own = new byte[KEY_BYTES];
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(own);
    random.nextBytes(iv);
    byte[] wrapped = wrap.apply(own.clone());
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, own, iv, id, context).doFinal(content);
      return ByteBuffer.allocate(1 + 2 + name.length + 2 + wrapped.length + IV_BYTES + sealed.length)
          .put(VERSION)
          .putShort((short) name.length).put(name)
          .putShort((short) wrapped.length).put(wrapped)
          .put(iv).put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    } finally {
      Arrays.fill(own, (byte) 0);
    }
  }

  static byte[] open(byte[] envelope, String context, Unwrap unwrap) {
    try {
      ByteBuffer left = ByteBuffer.wrap(envelope);
      if (left.get() != VERSION) {
        throw damaged(context, "it is no envelope of this plug-in");
      }
      String id = new String(part(left), StandardCharsets.UTF_8);
      byte[] wrapped = part(left);
      byte[] iv = new byte[IV_BYTES];
      left.get(iv);
      byte[] sealed = new byte[left.remaining()];
      left.get(sealed);
      byte[] own = unwrap.key(id, wrapped);
      return cipher(Cipher.DECRYPT_MODE, own, iv, id, context).doFinal(sealed);
    } catch (BufferUnderflowException | NegativeArraySizeException | GeneralSecurityException e) {
      throw damaged(context, "it was changed, or wrapped for something else");
    }
  }

  private static byte[] part(ByteBuffer from) {
    byte[] part = new byte[from.getShort()];
    from.get(part);
    return part;
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv, String id, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD((id + "\n" + context).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  static PlimsollException damaged(String context, String why) {
    return new PlimsollException(
        ErrorCode.STORAGE_CORRUPT, "The " + context + " does not open: " + why + ".",
        "Restore it from a backup of that time, with the key it was wrapped with still in the vault.");
  }
}
