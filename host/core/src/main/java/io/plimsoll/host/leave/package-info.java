/** Taking everything along, and removing everything. */
@NullMarked
package io.plimsoll.host.leave;

import org.jspecify.annotations.NullMarked;
