package io.plimsoll.cli;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Feedback;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anomalies feedback}. */
@Command(
    name = "feedback",
    description = "Say what an anomaly was; it changes what is raised from now on.",
    footer = {
      "",
      "unexpected      right to tell; changes nothing else",
      "expected        planned, and the new level is right: it goes into the calendar and is the measure from now on",
      "too-small       not worth a person's time: differences of its size in its scope are no longer raised",
      "not-an-anomaly  its series varies like this: more is needed before it is raised",
      "What was said is taken back with: plimsoll anomalies tolerances ORG --forget ID",
      "Example:",
      "  plimsoll anomalies feedback acme an-0123456789ab too-small"
    })
final class AnomaliesFeedbackCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The anomaly, as the list names it.")
  private String id = "";

  @Parameters(index = "2", paramLabel = "FEEDBACK", converter = Words.FeedbackConverter.class, description = "What it was.")
  private Feedback feedback = Feedback.UNEXPECTED;

  @Option(names = "--note", paramLabel = "TEXT", description = "More about it; it stays in the anomaly's history.")
  private String note = "";

  AnomaliesFeedbackCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Anomaly now = invocation.organisation(organisation).anomalies().feedback(id, feedback, note);
    String what =
        switch (feedback) {
          case UNEXPECTED -> "Nothing else changes.";
          case EXPECTED -> "It is in the calendar, and its level is the measure from now on.";
          case TOO_SMALL -> "Differences of its size in its scope are no longer raised.";
          case NOT_AN_ANOMALY -> "More is needed before its series is raised again.";
        };
    invocation.print(
        new SentenceView(
            now.id() + " is " + Exact.name(now.state()) + ". " + what,
            Exact.object("id", now.id(), "state", now.state(), "reason", now.reason(), "feedback", feedback)));
    return ExitCode.OK.number();
  }
}
