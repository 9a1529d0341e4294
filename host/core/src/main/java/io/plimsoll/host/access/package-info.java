/** Where the places of connections lie and what their credentials may do there. */
@NullMarked
package io.plimsoll.host.access;

import org.jspecify.annotations.NullMarked;
