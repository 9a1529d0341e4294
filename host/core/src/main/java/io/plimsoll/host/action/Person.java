package io.plimsoll.host.action;

import java.text.Normalizer;
import java.util.Locale;

/** Names of people, compared so that no spelling makes one person two. */
final class Person {
  private Person() {}

  static boolean isSame(String one, String other) {
    return plain(one).equals(plain(other));
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
