/** What a customer's security people ask of a system. */
@org.jspecify.annotations.NullMarked
package io.plimsoll.console.trust;
