/** Plug-ins for Plimsoll. */
package com.example.plimsoll;
