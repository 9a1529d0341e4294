/** SQL over the exports in place and the rollup. */
@NullMarked
package io.plimsoll.host.sql;

import org.jspecify.annotations.NullMarked;
