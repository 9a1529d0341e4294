package io.plimsoll.host.export;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days in a row, by {@code ChargePeriodStart}.
 *
 * @param from the first day, or {@code null} for all before {@link #to()}
 * @param to the day after the last, or {@code null} for all from {@link #from()} on
 */
public record DayWindow(@Nullable LocalDate from, @Nullable LocalDate to) {}
