/** The store of exports that lie in folders of this machine. */
@NullMarked
package io.plimsoll.store.local;

import org.jspecify.annotations.NullMarked;
