//! Property tests of sets, against a `BTreeSet` of strings. A set has one word for 43 values, two
//! for 65 and seven for 400.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use proptest::prelude::*;

use super::{DelimitedSet, SetText};
use crate::Scope;

/// Defines closed enums as the generator writes them, and their sets.
macro_rules! numbers {
    ($($name:ident, $set:ident, $separator:literal: $($value:ident)*;)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum $name {
            $($value,)*
        }

        impl $name {
            const ALL: &'static [Self] = &[$(Self::$value),*];

            const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => stringify!($value),)*
                }
            }

            fn lookup(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }

        crate::listed!($name, "number");
        crate::delimited::set!($set, $name, $separator);
        crate::delimited::item!($name);
    )*};
}

#[rustfmt::skip]
numbers! {
    One, OneSet, ',': V0;
    Many, ManySet, ';':
        V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23 V24
        V25 V26 V27 V28 V29 V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V40 V41 V42;
    More, MoreSet, '\u{b7}':
        V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23 V24
        V25 V26 V27 V28 V29 V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V40 V41 V42 V43 V44 V45 V46 V47
        V48 V49 V50 V51 V52 V53 V54 V55 V56 V57 V58 V59 V60 V61 V62 V63 V64;
    Most, MostSet, ' ':
        V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23 V24
        V25 V26 V27 V28 V29 V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V40 V41 V42 V43 V44 V45 V46 V47
        V48 V49 V50 V51 V52 V53 V54 V55 V56 V57 V58 V59 V60 V61 V62 V63 V64 V65 V66 V67 V68 V69 V70
        V71 V72 V73 V74 V75 V76 V77 V78 V79 V80 V81 V82 V83 V84 V85 V86 V87 V88 V89 V90 V91 V92 V93
        V94 V95 V96 V97 V98 V99 V100 V101 V102 V103 V104 V105 V106 V107 V108 V109 V110 V111 V112
        V113 V114 V115 V116 V117 V118 V119 V120 V121 V122 V123 V124 V125 V126 V127 V128 V129 V130
        V131 V132 V133 V134 V135 V136 V137 V138 V139 V140 V141 V142 V143 V144 V145 V146 V147 V148
        V149 V150 V151 V152 V153 V154 V155 V156 V157 V158 V159 V160 V161 V162 V163 V164 V165 V166
        V167 V168 V169 V170 V171 V172 V173 V174 V175 V176 V177 V178 V179 V180 V181 V182 V183 V184
        V185 V186 V187 V188 V189 V190 V191 V192 V193 V194 V195 V196 V197 V198 V199 V200 V201 V202
        V203 V204 V205 V206 V207 V208 V209 V210 V211 V212 V213 V214 V215 V216 V217 V218 V219 V220
        V221 V222 V223 V224 V225 V226 V227 V228 V229 V230 V231 V232 V233 V234 V235 V236 V237 V238
        V239 V240 V241 V242 V243 V244 V245 V246 V247 V248 V249 V250 V251 V252 V253 V254 V255 V256
        V257 V258 V259 V260 V261 V262 V263 V264 V265 V266 V267 V268 V269 V270 V271 V272 V273 V274
        V275 V276 V277 V278 V279 V280 V281 V282 V283 V284 V285 V286 V287 V288 V289 V290 V291 V292
        V293 V294 V295 V296 V297 V298 V299 V300 V301 V302 V303 V304 V305 V306 V307 V308 V309 V310
        V311 V312 V313 V314 V315 V316 V317 V318 V319 V320 V321 V322 V323 V324 V325 V326 V327 V328
        V329 V330 V331 V332 V333 V334 V335 V336 V337 V338 V339 V340 V341 V342 V343 V344 V345 V346
        V347 V348 V349 V350 V351 V352 V353 V354 V355 V356 V357 V358 V359 V360 V361 V362 V363 V364
        V365 V366 V367 V368 V369 V370 V371 V372 V373 V374 V375 V376 V377 V378 V379 V380 V381 V382
        V383 V384 V385 V386 V387 V388 V389 V390 V391 V392 V393 V394 V395 V396 V397 V398 V399;
}

/// Returns any text that a list can contain: a listed value, an alias, an unlisted value, or a text
/// that can't be a scope.
fn word<T: SetText<S>, const S: char>() -> impl Strategy<Value = String> {
    let is_word = |word: &String| {
        let parts = if S == ' ' { word.split_ascii_whitespace().count() } else { 1 };
        parts == 1 && !word.contains(S) && word.trim_ascii() == word && !word.is_empty()
    };
    prop_oneof![
        6 => (0..T::ALL.len()).prop_map(|index| T::ALL[index].as_str().to_owned()),
        1 => Just("SKUs".to_owned()),
        2 => "[a-z]{1,3}",
        1 => "[^ ]{1,6}".prop_filter("not one word", is_word),
    ]
}

fn words<T: SetText<S>, const S: char>() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word::<T, S>(), 0..60)
}

fn joined<const S: char>(words: &[String]) -> String {
    words.join(&String::from(S))
}

fn set<T: SetText<S>, const S: char>(words: &[String]) -> DelimitedSet<T, S> {
    DelimitedSet::from_wire(&joined::<S>(words))
}

/// Returns the same words as a plain set, with an alias read as its value.
fn model<T: SetText<S>, const S: char>(words: &[String]) -> BTreeSet<String> {
    let value = |word: &String| T::listed(word).map_or(word.clone(), |it| it.as_str().to_owned());
    words.iter().map(value).collect()
}

/// Returns the content of a set, and checks the length of its iterators.
fn content<T: SetText<S>, const S: char>(set: &DelimitedSet<T, S>) -> BTreeSet<String> {
    let known: Vec<_> = set.known().map(|value| value.as_str().to_owned()).collect();
    let unlisted: Vec<_> = set.unrecognized().map(str::to_owned).collect();
    assert_eq!((set.known().len(), set.unrecognized().len()), (known.len(), unlisted.len()));
    assert_eq!(set.known().skip(1).len(), known.len().saturating_sub(1));
    assert_eq!(set.unrecognized().skip(1).len(), unlisted.len().saturating_sub(1));
    known.into_iter().chain(unlisted).collect()
}

/// Returns the text that is sent: the listed values in the order of the service, then the others.
fn text<T: SetText<S>, const S: char>(model: &BTreeSet<String>) -> String {
    let listed = T::ALL.iter().map(|value| value.as_str().to_owned());
    let listed: Vec<_> = listed.filter(|value| model.contains(value)).collect();
    let others = model.iter().filter(|value| !listed.contains(value)).cloned();
    joined::<S>(&listed.iter().cloned().chain(others).collect::<Vec<_>>())
}

fn hash(set: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(set)
}

macro_rules! laws {
    ($($size:ident: $item:ty, $separator:literal;)*) => {$(
        mod $size {
            use super::*;

            const S: char = $separator;
            type Set = DelimitedSet<$item, S>;

            proptest! {
                #![proptest_config(ProptestConfig {
                    cases: 48,
                    failure_persistence: None,
                    ..ProptestConfig::default()
                })]

                #[test]
                fn a_written_set_is_read_again(words in words::<$item, S>()) {
                    let once: Set = set(&words);
                    let written = once.to_string();
                    prop_assert_eq!(&written, &text::<$item, S>(&model::<$item, S>(&words)));
                    prop_assert_eq!(&Set::from_wire(&written), &once);
                    prop_assert_eq!(format!("{once:?}"), format!("{}({written:?})", <$item>::NAME));
                    let json = serde_json::to_string(&once).unwrap();
                    prop_assert_eq!(serde_json::from_str::<Set>(&json).unwrap(), once);
                }

                #[test]
                fn a_set_contains_its_values(words in words::<$item, S>()) {
                    let (mut set, mut model): (Set, _) = (set(&words), model::<$item, S>(&words));
                    prop_assert_eq!(content(&set), model.clone());
                    prop_assert_eq!((set.len(), set.is_empty()), (model.len(), model.is_empty()));
                    for value in <$item>::ALL {
                        prop_assert_eq!(set.contains(*value), model.contains(value.as_str()));
                        let only = Set::new().with(*value);
                        let text = value.as_str().to_owned();
                        prop_assert_eq!((only.to_string(), only.len()), (text, 1));
                        prop_assert_eq!(&only, &Set::from(*value));
                    }
                    for value in <$item>::ALL.iter().rev().step_by(3) {
                        let text = value.as_str().to_owned();
                        prop_assert_eq!(set.insert(*value), model.insert(text));
                        prop_assert!(!set.insert(*value));
                    }
                    prop_assert_eq!(content(&set), model.clone());
                    for value in <$item>::ALL.iter().step_by(2) {
                        prop_assert_eq!(set.remove(*value), model.remove(value.as_str()));
                        prop_assert!(!set.remove(*value));
                    }
                    prop_assert_eq!(content(&set), model);
                }

                #[test]
                fn order_and_repeats_do_not_matter(
                    words in words::<$item, S>(),
                    space in " {0,3}",
                ) {
                    let mut backwards: Vec<_> = words.iter().rev().cloned().collect();
                    backwards.extend(words.clone());
                    let separator = format!("{space}{S}{space}");
                    let other = format!("{separator}{}{separator}", backwards.join(&separator));
                    prop_assert_eq!(set::<$item, S>(&words), Set::from_wire(&other));
                }

                #[test]
                fn the_operators_are_set_operations(
                    one in words::<$item, S>(),
                    two in words::<$item, S>(),
                ) {
                    let (a, b): (Set, Set) = (set(&one), set(&two));
                    let (x, y) = (model::<$item, S>(&one), model::<$item, S>(&two));
                    prop_assert_eq!(content(&(&a | &b)), &x | &y);
                    prop_assert_eq!(content(&(&a & &b)), &x & &y);
                    prop_assert_eq!(content(&(&a - &b)), &x - &y);
                    prop_assert_eq!(a.is_superset(&b), x.is_superset(&y));
                    prop_assert_eq!(a == b, x == y);
                    prop_assert!((&a | &b).is_superset(&a));
                }

                #[test]
                fn any_text_is_read(text in any::<String>()) {
                    let set = Set::from_wire(&text);
                    prop_assert_eq!(&Set::from_wire(&set.to_string()), &set);
                    let strict = text.parse::<Set>();
                    prop_assert!(strict.is_err() || strict.as_ref() == Ok(&set));
                }
            }

            #[test]
            fn all_listed_values_are_joined() {
                let all: Set = <$item>::ALL.iter().collect();
                let names = <$item>::ALL.iter().map(|value| value.as_str().to_owned());
                let names: Vec<_> = names.collect();
                assert_eq!(all.to_string(), joined::<S>(&names));
                assert_eq!(all.to_string().parse(), Ok(all.clone()));
                assert_eq!(all.words.len(), names.len().div_ceil(64));
                let mut extended = Set::new();
                extended.extend(<$item>::ALL);
                for same in [extended, <$item>::ALL.into(), <$item>::ALL.to_vec().into()] {
                    assert_eq!((hash(&same), same), (hash(&all), all.clone()));
                }
                assert_ne!(hash(&all), hash(&Set::new()));
                assert!(all.is_superset(&Set::new()) && !Set::new().is_superset(&all));
            }
        }
    )*};
}

laws! {
    scopes: Scope, ' ';
    one: One, ',';
    many: Many, ';';
    more: More, '\u{b7}';
    most: Most, ' ';
}

#[test]
fn a_set_is_padded_like_a_value() {
    let (set, value) = (Scope::Vouchers | Scope::Skus, Scope::Skus);
    assert_eq!(format!("{set:>15}|{set:<14}|{value:>5}"), "  skus vouchers|skus vouchers | skus");
}

#[test]
fn many_unrecognized_values_do_not_take_quadratic_time() {
    let text: Vec<_> = (0..200_000).map(|number| format!("x{number}")).collect();
    let set: DelimitedSet<Scope> = set(&text);
    assert_eq!(set.len(), 200_000);
    assert!(set.is_superset(&set.clone()));
}
