package io.plimsoll.host.collect;

import io.plimsoll.api.collect.Receipt;

/** A published period with what was proven of it. */
record Shown(Publication publication, Receipt receipt, Breakdown breakdown) {}
