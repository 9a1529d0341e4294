package io.plimsoll.testkit;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.notice.Notice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notices as the host makes them, for tests of notifiers. */
public final class ExampleNotice {
  /** When they were made. */
  public static final Instant AT = Instant.parse("2025-11-20T06:15:00Z");

  private ExampleNotice() {}

  /** An anomaly that was found. */
  public static Notice anomaly(String id) {
    return anomaly(id, "acme: high new charge of Azure OpenAI, +1,201.00 EUR", "A new charge of 610.50 EUR a day began on 2025-11-18.");
  }

  /** The same with other words. */
  public static Notice anomaly(String id, String title, String text) {
    Anomaly anomaly =
        new Anomaly(
            "an-0123456789ab", "new-charge",
            new SeriesKey(Map.of("ServiceName", "Azure OpenAI"), "EffectiveCost", "EUR"),
            new Period(LocalDate.of(2025, 11, 18), LocalDate.of(2025, 11, 20)), Finding.Kind.NEW_CHARGE, Severity.HIGH,
            new BigDecimal("10.00"), new BigDecimal("610.50"), new BigDecimal("1201.00"), text, Anomaly.State.OPEN,
            List.of(
                new Anomaly.Cause(
                    Map.of("RegionName", "swedencentral"), new BigDecimal("1100.00"), new BigDecimal("1100.00"),
                    new BigDecimal("0.00"), List.of(new Anomaly.Contribution("/gpt-batch", new BigDecimal("1100.00"))))),
            AT, "azure", "");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Anomaly", anomaly.id());
    facts.put("Severity", "high");
    facts.put("ServiceName", "Azure OpenAI");
    facts.put("Expected a day", "10.00 EUR");
    facts.put("Actual a day", "610.50 EUR");
    return new Notice(
        id, "acme", Notice.Event.ANOMALY_DETECTED, AT, Severity.HIGH, title, text, Map.of("ServiceName", "Azure OpenAI"),
        facts, anomaly);
  }

  /** What somebody sends who tries a channel. */
  public static Notice test(String id) {
    return new Notice(
        id, "acme", Notice.Event.TEST, AT, null, "acme: test of channel ops", "Nothing has happened.", Map.of(),
        Map.of("Channel", "ops"), null);
  }
}
