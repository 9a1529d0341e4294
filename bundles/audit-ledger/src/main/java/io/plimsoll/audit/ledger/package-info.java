/** An audit chain in a file of JSON lines that finds every change made to it. */
@NullMarked
package io.plimsoll.audit.ledger;

import org.jspecify.annotations.NullMarked;
