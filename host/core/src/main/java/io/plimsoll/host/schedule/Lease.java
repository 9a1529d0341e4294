package io.plimsoll.host.schedule;

/**
 * The right to collect an organisation by schedule, until it ends.
 *
 * @param epoch one more than that of the holder before; who comes with an older one has lost it
 */
record Lease(String organisation, long epoch) {}
