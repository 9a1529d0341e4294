/** Notices by mail. */
@NullMarked
package io.plimsoll.notifier.email;

import org.jspecify.annotations.NullMarked;
