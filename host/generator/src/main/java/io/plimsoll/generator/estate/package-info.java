/** The invented customer: subscriptions, resources, meters, commitments, and the charges of a month. */
@NullMarked
package io.plimsoll.generator.estate;

import org.jspecify.annotations.NullMarked;
