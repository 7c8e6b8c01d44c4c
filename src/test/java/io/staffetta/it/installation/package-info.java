/** The distribution, the packages and the services as they are installed, updated and restored. */
package io.staffetta.it.installation;
