package io.plimsoll.cli;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.notice.Notice;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads constants as the command line spells them: {@code not-an-anomaly}. */
final class Words {
  private Words() {}

  private static <E extends Enum<E>> E read(String text, Class<E> type, String what) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no " + what + "; these are: "
                        + Arrays.stream(type.getEnumConstants()).map(Exact::name).collect(Collectors.joining(", "))));
  }

  /** Where an anomaly stands. */
  static final class StateConverter implements ITypeConverter<Anomaly.State> {
    @Override
    public Anomaly.State convert(String text) {
      return read(text, Anomaly.State.class, "state");
    }
  }

  /** What an anomaly was. */
  static final class FeedbackConverter implements ITypeConverter<Feedback> {
    @Override
    public Feedback convert(String text) {
      return read(text, Feedback.class, "feedback");
    }
  }

  /** How much is raised. */
  static final class SensitivityConverter implements ITypeConverter<Sensitivity> {
    @Override
    public Sensitivity convert(String text) {
      return read(text, Sensitivity.class, "sensitivity");
    }
  }

  /** How much an anomaly matters. */
  static final class SeverityConverter implements ITypeConverter<Severity> {
    @Override
    public Severity convert(String text) {
      return read(text, Severity.class, "severity");
    }
  }

  /** What people are told of. */
  static final class EventConverter implements ITypeConverter<Notice.Event> {
    @Override
    public Notice.Event convert(String text) {
      return read(text, Notice.Event.class, "event");
    }
  }
}
