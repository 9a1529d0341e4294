/** The pages of the console. */
@NullMarked
package io.plimsoll.console.page;

import org.jspecify.annotations.NullMarked;
