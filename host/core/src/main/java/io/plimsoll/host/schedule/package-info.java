/** When connections are collected by themselves, which host does it, and what is known when it fails. */
@NullMarked
package io.plimsoll.host.schedule;

import org.jspecify.annotations.NullMarked;
