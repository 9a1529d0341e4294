package io.plimsoll.host.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The 43,940 passwords of 12 characters and more among the million that were found most often in what was stolen elsewhere,
 * the most common first, in lower case (ASVS 6.2.4 and 6.2.12). Read anew for each look: a password is chosen seldom, and
 * its hash takes twenty times as long. Thread-safe.
 */
final class BreachedPasswords {
  private static final String LIST = "breached-passwords.txt.gz";

  private BreachedPasswords() {}

  /** Whether a password is one of them, also with what people put around it or write in place of letters. */
  static boolean contain(String password) {
    Set<String> forms = forms(password);
    return forms.stream().anyMatch(form -> form.codePointCount(0, form.length()) >= PasswordRules.SHORTEST)
        && lines(lines -> lines.anyMatch(forms::contains));
  }

  /** How many there are. */
  static int size() {
    return lines(lines -> Math.toIntExact(lines.count()));
  }

  private static Set<String> forms(String password) {
    Set<String> forms = new TreeSet<>();
    String plain = password.toLowerCase(Locale.ROOT);
    for (String each : new String[] {plain, plain.replaceAll("[\\s_.-]+", "")}) {
      String core = each.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
      forms.add(each);
      forms.add(core);
      forms.add(letters(each));
      forms.add(letters(core));
    }
    return forms;
  }

  /** With letters where digits and signs stand for them. */
  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c ->
                letters.append(
                    switch (c) {
                      case '0' -> 'o';
                      case '1', '!' -> 'i';
                      case '3' -> 'e';
                      case '4', '@' -> 'a';
                      case '5', '$' -> 's';
                      case '7' -> 't';
                      default -> (char) c;
                    }));
    return letters.toString();
  }

  private interface Look<T> {
    T at(Stream<String> lines);
  }

  private static <T> T lines(Look<T> look) {
    try (InputStream list = BreachedPasswords.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IllegalStateException(LIST + " is missing in the host's jar");
      }
      return look.at(new BufferedReader(new InputStreamReader(new GZIPInputStream(list), StandardCharsets.UTF_8)).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(LIST + " cannot be read", e);
    }
  }
}
