package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionOutcome;
import java.util.regex.Pattern;

/** Says what an answer that is not a yes means to the person who asked. */
final class Refusal {
  private static final Pattern LIMIT =
      Pattern.compile("(?i).*(quota|limit|maximum|toomany(?!requests)|exceed).*");

  private Refusal() {}

  /** What became of a request that changes something. */
  static ActionOutcome outcome(Answer answer, String role) {
    if (answer.ok()) {
      return ActionOutcome.done("Azure accepted it with " + answer.status() + id(answer) + ".");
    }
    String note = "Azure said " + answer.told();
    if (answer.status() == 429) {
      return ActionOutcome.busy(note, answer.retryAfter());
    }
    return answer.status() >= 500 || answer.status() == 408
        ? ActionOutcome.unknown(note, advice(answer, role))
        : ActionOutcome.notDone(note, advice(answer, role));
  }

  /** A resource that could not be read. */
  static PlimsollException unread(String what, Answer answer, String role) {
    ErrorCode code =
        switch (answer.status()) {
          case 401, 403 -> ErrorCode.ACCESS_DENIED;
          case 404 -> ErrorCode.NOT_FOUND;
          default -> ErrorCode.STORAGE_UNAVAILABLE;
        };
    return new PlimsollException(
        code, what + " cannot be read: Azure said " + answer.told(), advice(answer, role));
  }

  private static String advice(Answer answer, String role) {
    if (LIMIT.matcher(answer.code()).matches()) {
      return "A limit of Azure is reached: remove what is no longer needed there, or have the limit raised.";
    }
    return switch (answer.status()) {
      case 401 ->
          "The token was not accepted: check the tenant of the connection's credential, and that it may ask for the audience"
              + " of Azure Resource Manager.";
      case 403 -> "Grant the credential's identity " + role + "; a new assignment takes up to ten minutes.";
      case 404 -> "Check the names; what is not there any more needs a new proposal.";
      case 409 -> "Something else is changing it, or its state does not allow this: look at it in the Azure portal, then execute"
          + " again or propose anew.";
      case 412 -> "It was changed since it was read: execute again, and it is planned anew.";
      case 429 -> "Azure wants to be left alone" + wait(answer) + ": try again later.";
      case 400 -> "Azure does not take the request: correct what it names and propose it anew.";
      default -> answer.status() >= 500
          ? "Azure has trouble: try again later, and look at its health when it stays so."
          : "Look at what Azure says, correct it and propose it anew.";
    };
  }

  private static String wait(Answer answer) {
    return answer.retryAfter() == null ? "" : " for " + answer.retryAfter().toSeconds() + " s";
  }

  private static String id(Answer answer) {
    return answer.requestId().isEmpty() ? "" : " (Azure's request " + answer.requestId() + ")";
  }
}
