/** Writes that one person proposes and another approves: their log, their states, and how they are carried out. */
@NullMarked
package io.plimsoll.host.action;

import org.jspecify.annotations.NullMarked;
