export { type ApiClient, ApiError, type FileAnswer, type QueryParams, toQueryString } from './api/api-client.ts';
export {
  ApiProvider,
  type ApiResult,
  type Page,
  type PagedList,
  useApi,
  useApiQuery,
  usePagedList,
} from './api/api-provider.tsx';
export { LiveProvider, type LiveSource, useAwaySince, useLive } from './api/live-provider.tsx';
export { QueryView } from './api/query-view.tsx';
export { ExtensionsProvider, useMay, usePanel } from './application/extensions.tsx';
export { FigureMenu } from './application/figure-menu.tsx';
export { navigationIcon } from './application/navigation-icons.ts';
export type {
  ChartAction,
  ChartActionProps,
  ChartSource,
  NoticeSource,
  PanelProps,
  SearchHit,
  Text,
  WebApplication,
  WebCapability,
  WebNavigationItem,
  WebRoute,
} from './application/web-application.ts';
export { Badge, type BadgeProps, type Tone, workIcons } from './basics/badge.tsx';
export { Breadcrumb, type Crumb } from './basics/breadcrumb.tsx';
export { Button, type ButtonProps, buttonClasses, IconButton } from './basics/button.tsx';
export { Card, Facts } from './basics/card.tsx';
export { cx } from './basics/class-names.ts';
export { ConfirmDialog, Dialog } from './basics/dialog.tsx';
export { EmptyState } from './basics/empty-state.tsx';
export { ErrorState } from './basics/error-state.tsx';
export { Menu, type MenuChoice, type MenuGroup } from './basics/menu.tsx';
export { Popover } from './basics/popover.tsx';
export { ProgressBar } from './basics/progress-bar.tsx';
export { fileName, saveFile } from './basics/save-file.ts';
export { Loading, Skeleton, useAfter } from './basics/skeleton.tsx';
export { statesMessages } from './basics/states.messages.ts';
export { type TabItem, Tabs } from './basics/tabs.tsx';
export { type Notice, notify, ToastProvider } from './basics/toast.tsx';
export { WovenMotif } from './basics/woven-motif.tsx';
export type { ChartItem, TimeSeries } from './charts/chart-data.ts';
export { DonutChart } from './charts/donut-chart.tsx';
export { foldOthers } from './charts/fold-others.ts';
export { GaugeChart } from './charts/gauge-chart.tsx';
export type { RadarAxis, RadarShape } from './charts/options/radar-option.ts';
export { colourSlots, occupancyClass, occupancyColours, occupancyLimits, palettes } from './charts/palette.ts';
export { RadarChart } from './charts/radar-chart.tsx';
export { RankingChart } from './charts/ranking-chart.tsx';
export { TimeChart } from './charts/time-chart.tsx';
export { type Change, type GoodDirection, readChange } from './figures/change.ts';
export { ChangeMark } from './figures/change-mark.tsx';
export { KpiCard, KpiCardSkeleton, type KpiData, KpiRow } from './figures/kpi-card.tsx';
export { Passport, type PassportData, PassportMark, StaleBanner } from './figures/passport.tsx';
export { Sparkline } from './figures/sparkline.tsx';
export { StatCard } from './figures/stat-card.tsx';
export { FiltersBar, type SelectFilter } from './filters/filters-bar.tsx';
export { type Period, type PeriodPreset, presetPeriod } from './filters/period.ts';
export { PeriodPicker } from './filters/period-picker.tsx';
export {
  type FilterChecks,
  parseUrlSearch,
  patchSearch,
  readFilters,
  stringifyUrlSearch,
} from './filters/url-search.ts';
export { type UrlFilters, useUrlFilters } from './filters/use-url-filters.ts';
export { type CsvValue, neutraliseFormula, toCsv } from './formats/csv.ts';
export { formatAgo, formatDay, formatDuration, formatInstant, formatMonth } from './formats/date.ts';
export { foldText } from './formats/fold-text.ts';
export {
  type Figure,
  type FigureUnit,
  formatFigure,
  formatFigureShort,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShort,
  NOTHING,
  toPlot,
} from './formats/number.ts';
export { parseTypedDay, parseTypedNumber } from './formats/parse.ts';
export { type Format, useFormat } from './formats/use-format.ts';
export { DayField } from './forms/day-field.tsx';
export { Field } from './forms/field.tsx';
export { NumberField } from './forms/number-field.tsx';
export { Select, type SelectOption } from './forms/select.tsx';
export { Checkbox, TextArea } from './forms/text-area.tsx';
export { PasswordField, TextField } from './forms/text-field.tsx';
export { defineMessages, type Locale, type Messages, translate } from './i18n/define-messages.ts';
export { InCurrency, LocaleProvider, type RegionalSettings, useLocale, useMessages } from './i18n/locale-provider.tsx';
export type { PaletteEntry } from './layout/command-palette.tsx';
export { PageFilters } from './layout/filters-slot.tsx';
export type { ApplicationEntry, NavigationEntry } from './layout/navigation.ts';
export type { NoticeEntry } from './layout/notice-bell.tsx';
export { Grid, PageHeader } from './layout/page.tsx';
export { SectionTabs } from './layout/section-tabs.tsx';
export { OfflineBanner, Shell } from './layout/shell.tsx';
export { Sign, Wordmark } from './layout/wordmark.tsx';
export type { Polygon } from './map/geometry.ts';
export type { MapArea, MapClass } from './map/map-data.ts';
export { MapView } from './map/map-view.tsx';
export { PdfView } from './pdf/pdf-view.tsx';
export { ShareDialog } from './sharing/share-dialog.tsx';
export type { Column } from './table/column.ts';
export { DataTable, type DataTableProps } from './table/data-table.tsx';
export { PREFERENCES_KEY, type Preferences, parsePreferences } from './theme/preferences.ts';
export { PreferencesProvider, usePreferences } from './theme/preferences-provider.tsx';
export { bottomOf, closedUp, inReadingOrder, type Tile } from './tiles/arrange-tiles.ts';
export { TileEditor } from './tiles/tile-editor.tsx';
