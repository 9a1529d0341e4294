package io.plimsoll.generator.estate;

import java.time.LocalDate;
import java.util.List;

/**
 * The size and shape of an estate.
 *
 * @param resources how many resources it has
 * @param start the day from which its use grows, a thousandth a day
 * @param planted changes that a detector must find
 */
public record EstateSpec(
    long seed,
    String accountName,
    String currency,
    int subscriptions,
    int resources,
    int commitments,
    LocalDate start,
    List<PlantedChange> planted) {}
