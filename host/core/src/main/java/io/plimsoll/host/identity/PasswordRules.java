package io.plimsoll.host.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a password must be: 12 to 128 characters of any kind (ASVS 6.2.1 and 6.2.9, nothing on its make-up), and not
 * found by trying passwords that were stolen elsewhere, common words, names, patterns of the keyboard and what is known of
 * the person, together with the changes people make to them.
 */
final class PasswordRules {
  static final int SHORTEST = 12;
  private static final int LONGEST = 128;

  /** Zxcvbn's time grows faster than the length; what comes behind so many characters makes a password no worse. */
  private static final int LOOKED_AT = 48;

  /** Fewer guesses than this and it is found online within years, or offline within hours (score 3 of zxcvbn). */
  private static final double GUESSES = 1e8;

  private final Zxcvbn zxcvbn = new Zxcvbn();

  /**
   * Refuses a password with every reason.
   *
   * @param context words that stand for the person: parts of his address and name
   * @throws PlimsollException {@code INVALID_REQUEST}; never with the password
   */
  void require(String password, List<String> context) {
    List<String> problems = problems(password, context);
    if (!problems.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "This password will not do: it " + String.join(", and it ", problems) + ".",
          "Take a sentence, or several words that have nothing to do with each other; a password manager makes good ones.");
    }
  }

  List<String> problems(String password, List<String> context) {
    List<String> problems = new ArrayList<>();
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      problems.add("has " + length + " characters and needs " + SHORTEST);
    }
    if (length > LONGEST) {
      problems.add("has " + length + " characters and may have " + LONGEST);
    }
    String begin = password.substring(0, Math.min(password.length(), LOOKED_AT));
    if (!problems.isEmpty()) {
      return problems;
    }
    List<String> words = words(context);
    String plain = password.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (plain.contains(word) && password.length() - word.length() < SHORTEST) {
        problems.add("is little more than '" + word + "', which others know");
        return problems;
      }
    }
    if (BreachedPasswords.contain(password)) {
      problems.add("is on the lists of passwords that were stolen elsewhere, which are tried first");
      return problems;
    }
    if (zxcvbn.measure(begin, words).getGuesses() < GUESSES) {
      problems.add("is easily guessed: it is made of common words, names or patterns");
    }
    return problems;
  }

  private static List<String> words(List<String> context) {
    List<String> words = new ArrayList<>(List.of("plimsoll"));
    for (String each : context) {
      for (String word : each.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
        if (word.length() > 3 && !words.contains(word)) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
