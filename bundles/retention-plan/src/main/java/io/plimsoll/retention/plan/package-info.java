/** Keeps data as long as the plan of an organisation says. */
@NullMarked
package io.plimsoll.retention.plan;

import org.jspecify.annotations.NullMarked;
