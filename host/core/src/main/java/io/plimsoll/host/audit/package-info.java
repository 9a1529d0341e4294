/** Recording acts before they are answered. */
@NullMarked
package io.plimsoll.host.audit;

import org.jspecify.annotations.NullMarked;
