/** Hostile inputs by the thousand, of all classes, against one running gateway: none may win, and none may stop it. */
package io.staffetta.it.attack;
