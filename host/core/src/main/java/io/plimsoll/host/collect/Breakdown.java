package io.plimsoll.host.collect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sums of a published period by day and by service, kept with its receipt to explain a change later. */
public record Breakdown(List<Day> days, List<Service> services) {
  /** Keeps its own copies. */
  public Breakdown {
    days = List.copyOf(days);
    services = List.copyOf(services);
  }

  /** One day. */
  public record Day(LocalDate day, String metric, @Nullable String unit, BigDecimal value) {}

  /** One service. */
  public record Service(@Nullable String service, String metric, @Nullable String unit, BigDecimal value) {}
}
