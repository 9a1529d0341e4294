package io.plimsoll.store.adls;

/** Etags come with quotes in some answers and without in others. */
final class Etag {
  private Etag() {}

  /** Without quotes, as connections keep it. */
  static String plain(String etag) {
    return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"") ? etag.substring(1, etag.length() - 1) : etag;
  }

  /** With quotes, as conditions need it. */
  static String quoted(String plain) {
    return '"' + plain + '"';
  }
}
