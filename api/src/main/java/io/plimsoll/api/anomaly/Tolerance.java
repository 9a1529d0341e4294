package io.plimsoll.api.anomaly;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is no longer raised because of feedback on an anomaly.
 *
 * @param id that of the anomaly
 * @param scope the values it is confined to, by column name
 * @param currency of its amounts
 * @param amountPerDay differences below this amount a day are not raised; for {@link Feedback#EXPECTED} the new level
 *     of the costs of a day
 * @param ratio differences below this part of the expected cost are not raised; {@code null} when amounts alone count
 * @param until the day it ends; {@code null} when it stays until it is removed
 * @param who said so
 */
public record Tolerance(
    String id,
    Feedback feedback,
    Map<String, String> scope,
    String currency,
    BigDecimal amountPerDay,
    @Nullable BigDecimal ratio,
    @Nullable LocalDate until,
    String who,
    Instant since) {
  /** Keeps its own copy in the order given. */
  public Tolerance {
    scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
  }
}
