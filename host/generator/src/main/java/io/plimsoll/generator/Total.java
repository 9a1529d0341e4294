package io.plimsoll.generator;

import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * An exact sum of what was written.
 *
 * @param export the export it belongs to
 * @param month the billing month
 * @param unit the currency of a cost, the unit of a quantity; empty when rows do not say
 * @param serviceName empty when rows do not say
 * @param day the day the charge periods start with, which may lie before the month
 */
public record Total(
    String export, YearMonth month, Metric metric, String unit, String serviceName, LocalDate day, BigDecimal amount) {}
