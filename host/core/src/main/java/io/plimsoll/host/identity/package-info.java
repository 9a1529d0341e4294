/** People, what proves who they are, and what each of them may do. */
@NullMarked
package io.plimsoll.host.identity;

import org.jspecify.annotations.NullMarked;
