package io.plimsoll.console.page;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a form was not taken: said above it, where it can be put right, rather than on a page of its own. */
public record Refusal(String message, String advice) {
  private static final Set<ErrorCode> TOLD =
      EnumSet.of(
          ErrorCode.INVALID_REQUEST, ErrorCode.INPUT_INVALID, ErrorCode.NOT_FOUND, ErrorCode.ALREADY_EXISTS, ErrorCode.REFUSED,
          ErrorCode.TOO_MANY_REQUESTS, ErrorCode.CANCELLED);

  /**
   * Does what a form asks for.
   *
   * @return {@code null} when it was done
   * @throws PlimsollException what no other entry in the form would mend
   */
  static @Nullable Refusal of(Runnable act) {
    try {
      act.run();
      return null;
    } catch (PlimsollException e) {
      if (!TOLD.contains(e.code())) {
        throw e;
      }
      return new Refusal(String.valueOf(e.getMessage()), e.advice());
    } catch (IllegalArgumentException e) {
      return new Refusal(sentence(String.valueOf(e.getMessage())), "Correct the form.");
    }
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
  }
}
