/** The settings of each feature as a record, which alone knows their keys, ranges and parsers. */
package io.staffetta.gateway.settings;
