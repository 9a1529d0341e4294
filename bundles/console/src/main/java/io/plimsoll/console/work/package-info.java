/** Work that takes longer than a request, for those who started it. */
@org.jspecify.annotations.NullMarked
package io.plimsoll.console.work;
