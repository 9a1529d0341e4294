package io.plimsoll.host.notice;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Anomaly.Cause;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.Notice.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Notices in words. Pure. */
public final class NoticeTexts {
  /** The name under which a connection stands in the scope of a notice. */
  public static final String CONNECTION = "Connection";

  private static final BigDecimal DAYS_OF_MONTH = BigDecimal.valueOf(30);

  private NoticeTexts() {}

  /** What is told of an anomaly. */
  public static Notice of(String organisation, Event event, Anomaly a, Instant at, String id) {
    Map<String, String> scope = new LinkedHashMap<>(a.scope());
    if (!a.connection().isEmpty()) {
      scope.put(CONNECTION, a.connection());
    }
    return new Notice(
        id, organisation, event, at, a.severity(), title(organisation, event, a), text(event, a), scope, facts(a), a);
  }

  /** What is told when costs could not be collected. */
  public static Notice collectionFailed(
      String organisation, String connection, String what, String advice, Instant at, String id) {
    return new Notice(
        id, organisation, Event.COLLECTION_FAILED, at, null, organisation + ": collecting from " + connection + " failed",
        sentence(what) + " " + advice, Map.of(CONNECTION, connection), Map.of("Connection", connection), null);
  }

  /** What somebody sends who tries a channel. */
  public static Notice test(String organisation, String channel, String who, Instant at, String id) {
    return new Notice(
        id, organisation, Event.TEST, at, null, organisation + ": test of channel " + channel,
        who + " tries the channel " + channel + ". Nothing has happened; nothing is to be done.", Map.of(),
        Map.of("Channel", channel), null);
  }

  private static String title(String organisation, Event event, Anomaly a) {
    String what =
        switch (event) {
          case ANOMALY_DETECTED -> word(a.severity()) + " " + word(a.kind());
          case ANOMALY_WORSE -> "now " + word(a.severity()) + ", " + word(a.kind());
          case ANOMALY_RESOLVED -> "over, " + word(a.kind());
          case ANOMALY_RETRACTED -> "taken back, " + word(a.kind());
          case COLLECTION_FAILED, TEST -> word(event);
        };
    return organisation + ": " + what + " of " + subject(a) + ", " + signed(a.excess()) + " " + a.series().currency();
  }

  private static String text(Event event, Anomaly a) {
    StringBuilder text = new StringBuilder(sentence(a.explanation()));
    if (event == Event.ANOMALY_RESOLVED || event == Event.ANOMALY_RETRACTED) {
      text.insert(0, sentence("It is " + (event == Event.ANOMALY_RESOLVED ? "over" : "taken back") + ": " + a.reason()) + " ");
    }
    String currency = a.series().currency();
    text.append(' ').append(amount(a.actualPerDay())).append(' ').append(currency).append(" a day where ")
        .append(amount(a.expectedPerDay())).append(" was expected, ").append(days(a.days())).append('.');
    if (!a.causes().isEmpty()) {
      text.append(" Caused by ").append(a.causes().stream().limit(3).map(c -> cause(c, currency)).collect(Collectors.joining("; ")))
          .append('.');
    }
    return text.toString();
  }

  /** One cause with its amount and where it comes from. */
  public static String cause(Cause cause, String currency) {
    String name =
        cause.values().isEmpty()
            ? "all of it alike"
            : cause.values().entrySet().stream()
                .map(e -> (e.getValue().isEmpty() ? "none" : e.getValue()) + " (" + e.getKey() + ")")
                .collect(Collectors.joining(", "));
    String split =
        cause.byUsage() == null || cause.byPrice() == null
            ? ""
            : ", " + signed(cause.byUsage()) + " by usage and " + signed(cause.byPrice()) + " by price";
    return name + " " + signed(cause.excess()) + " " + currency + split;
  }

  private static Map<String, String> facts(Anomaly a) {
    String currency = " " + a.series().currency();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Anomaly", a.id());
    facts.put("Severity", word(a.severity()));
    facts.putAll(a.scope());
    facts.put("Days", days(a.days()));
    facts.put("Expected a day", amount(a.expectedPerDay()) + currency);
    facts.put("Actual a day", amount(a.actualPerDay()) + currency);
    facts.put("Difference", signed(a.excess()) + currency);
    facts.put("A month at this rate", signed(a.actualPerDay().subtract(a.expectedPerDay()).multiply(DAYS_OF_MONTH)) + currency);
    if (!a.connection().isEmpty()) {
      facts.put(CONNECTION, a.connection());
    }
    return facts;
  }

  private static String subject(Anomaly a) {
    String values = a.scope().values().stream().filter(v -> !v.isEmpty()).collect(Collectors.joining(", "));
    return values.isEmpty() ? "all costs" : values;
  }

  private static String days(Period days) {
    return days.to().minusDays(1).equals(days.from())
        ? "on " + days.from()
        : "from " + days.from() + " to " + days.to().minusDays(1);
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + amount(amount);
  }

  private static String amount(BigDecimal amount) {
    DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(amount.setScale(2, RoundingMode.HALF_UP));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
