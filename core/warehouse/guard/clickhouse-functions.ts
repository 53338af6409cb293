/**
 * What a person's query may call on ClickHouse, in lower case: arithmetic, comparison, text, dates, lists, JSON, aggregates
 * and windows. Not: dictionaries, files, addresses, settings, the server's state, sleeping, other tables by name.
 */
const OPERATORS = `plus minus multiply divide intdiv intdivorzero modulo negate abs equals notequals less greater lessorequals
greaterorequals and or not xor if multiif caseWithExpression in notin nullin notnullin globalin tuple array tupleelement arrayelement
like notlike ilike notilike match isnull isnotnull isdistinctfrom isnotdistinctfrom coalesce ifnull nullif assumenotnull tonullable
exists lambda cast accuratecast accuratecastornull between`;

const NUMBERS = `round floor ceil ceiling trunc truncate roundbankers sign sqrt cbrt exp exp2 exp10 log ln log2 log10 pow power sin cos
tan asin acos atan atan2 pi e greatest least mod positivemodulo gcd lcm bitand bitor bitxor isnan isfinite isinfinite rand divideDecimal
multiplyDecimal`;

const TEXT = `length lower upper lowerutf8 upperutf8 lengthutf8 char_length substring substringutf8 substr left right leftutf8 rightutf8
concat concat_ws concatwithseparator trim ltrim rtrim trimleft trimright trimboth replace replaceall replaceone replaceregexpone
replaceregexpall position positionutf8 positioncaseinsensitive positioncaseinsensitiveutf8 startswith endswith splitbychar splitbystring
reverse reverseutf8 repeat lpad rpad leftpad rightpad format extract extractall md5 sha1 sha256 hex tostring empty notempty ascii
normalizeutf8nfc removediacritics levenshteindistance jarowinklersimilarity ngramdistance initcap`;

const TIME = `now now64 today yesterday todate todate32 todatetime todatetime64 todateornull parsedatetimebesteffort
parsedatetimebesteffortornull date_trunc datetrunc datediff date_diff dateadd datesub age toyear toquarter tomonth todayofmonth todayofweek
todayofyear tohour tominute tosecond toisoyear toisoweek toweek tostartofyear tostartofquarter tostartofmonth tomonday tostartofweek
tostartofday tostartofhour tostartofminute tolastdayofmonth addyears addquarters addmonths addweeks adddays addhours addminutes addseconds
subtractyears subtractquarters subtractmonths subtractweeks subtractdays subtracthours subtractminutes subtractseconds tointervalyear
tointervalquarter tointervalmonth tointervalweek tointervalday tointervalhour tointervalminute tointervalsecond formatdatetime monthname
makedate makedate32 makedatetime totimezone tounixtimestamp fromunixtimestamp year quarter month day dayofmonth dayofweek dayofyear
hour minute second week`;

const TYPES = `toint8 toint16 toint32 toint64 toint128 touint8 touint16 touint32 touint64 tofloat32 tofloat64 todecimal32 todecimal64
todecimal128 toint64ornull tofloat64ornull totypename`;

const LISTS = `arraymap arrayfilter arrayjoin arraysort arrayreverse arraydistinct arraysum arrayavg arraymin arraymax arraycount arrayexists
arrayall arrayconcat arrayslice arraystringconcat has hasall hasany indexof range jsonextractstring jsonextractint jsonextractfloat
jsonextractbool jsonextractraw jsonhas jsonlength`;

const AGGREGATES = `count sum avg min max any anylast argmin argmax uniq uniqexact uniqcombined median medianexact quantile quantileexact
quantileexactlow quantileexactinclusive quantileinterpolatedweighted quantiletdigest quantiles stddevpop stddevsamp varpop varsamp corr
covarpop covarsamp grouparray groupuniqarray groupconcat string_agg sumwithoverflow topk first_value last_value row_number rank
dense_rank percent_rank cume_dist ntile lag lead laginframe leadinframe nth_value`;

const ALLOWED = new Set(
  [OPERATORS, NUMBERS, TEXT, TIME, TYPES, LISTS, AGGREGATES].flatMap((words) => words.toLowerCase().split(/\s+/)),
);
const AGGREGATE = new Set(AGGREGATES.toLowerCase().split(/\s+/));

/** Combinators of aggregates (`sumIf`, `uniqExactDistinctIf`) are as harmless as what they combine. */
export function isAllowedFunction(name: string): boolean {
  const lower = name.toLowerCase();
  if (ALLOWED.has(lower)) return true;
  const combined = /^(.+?)(?:distinct|ornull|ordefault|if|array)$/.exec(lower)?.[1];
  return (
    combined !== undefined &&
    (AGGREGATE.has(combined) ||
      (isAllowedFunction(combined) && AGGREGATE.has(combined.replace(/(distinct|ornull|ordefault|if|array)$/, ''))))
  );
}
