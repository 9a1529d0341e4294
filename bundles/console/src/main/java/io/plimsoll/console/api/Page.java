package io.plimsoll.console.api;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the page behind; {@code null} at the end
 */
record Page<T>(List<T> items, @Nullable String next) {
  private static final int STANDARD = 100;
  private static final int LARGEST = 500;

  /**
   * The page a request asks for. A cursor names the last item of the page before, so that items that come meanwhile
   * neither repeat nor hide others.
   *
   * @param key what tells an item from every other
   */
  static <T> Page<T> of(List<T> all, Function<T, String> key, Visit visit) {
    int limit = limit(visit);
    String cursor = visit.query("cursor");
    int from = 0;
    if (cursor != null) {
      String last = decoded(cursor);
      while (from < all.size() && !key.apply(all.get(from)).equals(last)) {
        from++;
      }
      if (from == all.size()) {
        throw stale();
      }
      from++;
    }
    List<T> items = all.subList(from, Math.min(all.size(), from + limit));
    boolean more = from + items.size() < all.size();
    return new Page<>(List.copyOf(items), more ? encoded(key.apply(items.get(items.size() - 1))) : null);
  }

  static int limit(Visit visit) {
    String text = visit.query("limit");
    if (text == null) {
      return STANDARD;
    }
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST) {
      throw Json.invalid("'limit' is a number from 1 to " + LARGEST);
    }
    return Integer.parseInt(text);
  }

  static String encoded(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw stale();
    }
  }

  private static PlimsollException stale() {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The cursor does not lead on: what it stood for is gone.", "Begin without a cursor.");
  }
}
