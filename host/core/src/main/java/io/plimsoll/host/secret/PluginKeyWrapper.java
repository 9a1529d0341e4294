package io.plimsoll.host.secret;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.OpenKeyWrapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Wraps with a plug-in and still unwraps what the operator's file wrapped before. What a plug-in wrapped begins with a
 * byte that no ciphertext of Tink begins with, and the plug-in's name.
 */
public final class PluginKeyWrapper implements KeyWrapper, AutoCloseable {
  private static final byte MARK = 0x50;

  private final String name;
  private final OpenKeyWrapper plugin;
  private final WrappingKey file;

  /** Wraps with this plug-in. */
  public PluginKeyWrapper(String name, OpenKeyWrapper plugin, WrappingKey file) {
    this.name = name;
    this.plugin = plugin;
    this.file = file;
  }

  @Override
  public String id() {
    return plugin.id();
  }

  @Override
  public byte[] wrap(byte[] key, String context) {
    byte[] mine = head();
    byte[] wrapped = plugin.wrap(key, context);
    byte[] whole = Arrays.copyOf(mine, mine.length + wrapped.length);
    System.arraycopy(wrapped, 0, whole, mine.length, wrapped.length);
    return whole;
  }

  @Override
  public byte[] unwrap(byte[] wrapped, String context) {
    if (!isPlugins(wrapped)) {
      return file.unwrap(wrapped, context);
    }
    byte[] mine = head();
    if (wrapped.length < mine.length || !Arrays.equals(mine, 0, mine.length, wrapped, 0, mine.length)) {
      throw elsewhere(context, wrapped);
    }
    return plugin.unwrap(Arrays.copyOfRange(wrapped, mine.length, wrapped.length), context);
  }

  /** Whether a plug-in wrapped this rather than the operator's file. */
  static boolean isPlugins(byte[] wrapped) {
    return wrapped.length > 0 && wrapped[0] == MARK;
  }

  static PlimsollException elsewhere(String context, byte[] wrapped) {
    int length = wrapped.length > 1 ? Math.min(wrapped[1] & 0xff, wrapped.length - 2) : 0;
    String by = new String(wrapped, Math.min(2, wrapped.length), length, StandardCharsets.UTF_8);
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "The " + context + " was wrapped by the key wrapper " + by + ", which this host does not use.",
        "Start the host with PLIMSOLL_KEY_WRAPPER=\"" + by + " …\", as before.");
  }

  private byte[] head() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] head = new byte[text.length + 2];
    head[0] = MARK;
    head[1] = (byte) text.length;
    System.arraycopy(text, 0, head, 2, text.length);
    return head;
  }

  @Override
  public void close() {
    plugin.close();
  }
}
