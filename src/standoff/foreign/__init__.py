"""Events as other projects coded them: lines of POLECAT, ICEWS and GDELT become foreign codings."""
