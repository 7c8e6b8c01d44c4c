-- Id of the folder that the file was claimed in; null if it is not known.
alter table batch add column place text;
