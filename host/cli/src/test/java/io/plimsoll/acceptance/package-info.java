/** What the whole of Plimsoll must do, tried with the assembled bundles, real files and real databases. */
@NullMarked
package io.plimsoll.acceptance;

import org.jspecify.annotations.NullMarked;
