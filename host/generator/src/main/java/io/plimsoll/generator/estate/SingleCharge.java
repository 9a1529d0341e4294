package io.plimsoll.generator.estate;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A charge that is not daily use of a line.
 *
 * @param posted the day from which exports hold it
 * @param quantity what was priced; {@code null} for what has no quantity
 * @param consumed whether the quantity was consumed too
 */
record SingleCharge(
    int resource,
    int meter,
    int priceLevel,
    int period,
    ChargeKind kind,
    int commitment,
    LocalDate posted,
    Money billed,
    Money effective,
    Money list,
    Money contracted,
    @Nullable BigDecimal quantity,
    boolean consumed) {}
