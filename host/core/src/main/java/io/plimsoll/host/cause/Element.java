package io.plimsoll.host.cause;

import java.util.Map;

/**
 * A part of a cube that shares some values.
 *
 * @param values by dimension; empty for the whole cube
 * @param leaves the indices of its leaves that it explains
 * @param excess the difference of those leaves to what was expected
 */
public record Element(Map<String, String> values, int[] leaves, double excess) {}
