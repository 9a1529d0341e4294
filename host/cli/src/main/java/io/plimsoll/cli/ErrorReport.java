package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong: a line of what, a line of what to do; the same as JSON for programs. */
final class ErrorReport {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

  private final PrintWriter err;
  private final boolean json;
  private final boolean verbose;

  ErrorReport(PrintWriter err, boolean json, boolean verbose) {
    this.err = err;
    this.json = json;
    this.verbose = verbose;
  }

  /** Tells it and says how to exit. */
  ExitCode tell(Throwable failure) {
    if (failure instanceof ParameterException usage) {
      return tell(ErrorCode.INVALID_REQUEST, usageMessage(usage), usageAdvice(usage));
    }
    if (failure instanceof PlimsollException known) {
      if (known.code() == ErrorCode.INTERNAL) {
        details(failure);
      } else if (verbose) {
        // Not logged: it quotes what was typed, and the log outlives the organisation.
        failure.printStackTrace(err);
      }
      return tell(known.code(), known.getMessage() == null ? known.code().name() : known.getMessage(), known.advice());
    }
    details(failure);
    return tell(
        ErrorCode.INTERNAL,
        "Plimsoll failed: " + failure,
        verbose
            ? "This is a defect of Plimsoll: please report it with the lines above."
            : "This is a defect of Plimsoll: run the command again with -v and report what it shows.");
  }

  private ExitCode tell(ErrorCode code, String message, String advice) {
    if (json) {
      Json.write(err, Exact.object("error", Exact.object("code", code.name(), "message", message, "advice", advice)));
    } else {
      err.println(Plain.text(message));
      err.println(Plain.text(advice));
    }
    err.flush();
    return ExitCode.of(code);
  }

  private void details(Throwable failure) {
    LOG.error("A command failed", failure);
    if (verbose) {
      failure.printStackTrace(err);
    }
  }

  private static String usageMessage(ParameterException usage) {
    String message = usage.getMessage() == null ? "The command cannot be read." : usage.getMessage();
    // picocli puts its own class names in front of what a converter says.
    return message.endsWith(".") ? message : message + ".";
  }

  private static String usageAdvice(ParameterException usage) {
    String help = "Run '" + usage.getCommandLine().getCommandSpec().qualifiedName() + " --help' to see what it takes.";
    if (usage instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
      return "Did you mean " + String.join(" or ", unmatched.getSuggestions().stream().limit(3).toList()) + "? " + help;
    }
    return help;
  }
}
