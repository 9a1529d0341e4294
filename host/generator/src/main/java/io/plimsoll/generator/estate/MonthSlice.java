package io.plimsoll.generator.estate;

import io.plimsoll.generator.fault.Fault;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;

/**
 * What of a billing month a run exports.
 *
 * @param from the first day exported
 * @param to the day after the last one exported
 * @param lateMissing whether some charges of the last three days have not arrived yet
 * @param restatement how often the month was restated; each time a twentieth of it costs 4 % more
 * @param rowsOfLongMonth rows a complete month of 31 days has; others have as many fewer as they are shorter
 * @param costScale fraction digits of a cost at most
 */
public record MonthSlice(
    YearMonth month,
    LocalDate from,
    LocalDate to,
    boolean lateMissing,
    int restatement,
    long rowsOfLongMonth,
    int costScale,
    Set<Fault> faults) {}
