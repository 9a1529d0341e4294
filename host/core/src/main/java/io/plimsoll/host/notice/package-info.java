/** From what happened to what people are told. */
@NullMarked
package io.plimsoll.host.notice;

import org.jspecify.annotations.NullMarked;
