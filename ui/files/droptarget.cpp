// SPDX-License-Identifier: MIT
#include "ui/files/droptarget.h"

#include "ui/drag/dragdata.h"
#include "ui/drag/dropspot.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int FrameMargin = 16;

/// Files that hold calls and nothing else of ours.
bool isCallsSuffix(const QString &suffix)
{
    static const QStringList Suffixes{
        u"ndjson"_s, u"jsonl"_s, u"har"_s, u"http"_s, u"rest"_s, u"txt"_s, u"log"_s};
    return Suffixes.contains(suffix);
}

} // namespace

DropResult DropResult::of(const QMimeData *data)
{
    QStringList sessions;
    QStringList calls;
    DropResult result;
    QStringList others;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        const QString path = url.toLocalFile();
        const QString suffix = QFileInfo(path).suffix().toLower();
        if (suffix == u"spectap")
            sessions << path;
        else if (suffix == u"json")
            result.plans << path;
        else if (isCallsSuffix(suffix))
            calls << path;
        else
            others << path;
    }
    const auto nameOf = [](const QString &path) { return QFileInfo(path).fileName(); };
    const auto count = sessions.size() + calls.size() + result.plans.size() + others.size();
    if (count == 1 && !sessions.isEmpty()) {
        result.session = sessions.first();
        result.words = DropTarget::tr("Open the session %1").arg(nameOf(result.session));
    } else if (count == 2 && sessions.size() == 2) {
        result.compared = sessions;
        if (QFileInfo(sessions.first()).lastModified() > QFileInfo(sessions.last()).lastModified())
            result.compared.swapItemsAt(0, 1);
        result.words = DropTarget::tr("Compare %1 with %2")
                           .arg(nameOf(result.compared.last()), nameOf(result.compared.first()));
    } else if (count == 1 && !calls.isEmpty()) {
        result.session = calls.first();
        result.words = DropTarget::tr("Import the calls of %1").arg(nameOf(result.session));
    } else if (count == 1 && !result.plans.isEmpty()) { // what it is, its reader finds out
        result.session = result.plans.takeFirst();
        result.words = DropTarget::tr("Open %1: calls, or a tracking plan").arg(nameOf(result.session));
    } else if (!result.plans.isEmpty() && count == result.plans.size()) {
        result.words = DropTarget::tr("Load %n tracking plan(s)", nullptr, int(result.plans.size()));
    } else {
        result.plans.clear();
        result.words =
            others.isEmpty()
                ? DropTarget::tr("One session, or one file of calls, at a time can be opened")
                : DropTarget::tr("Spectap opens a session (.spectap), calls (.ndjson, .json, .har, "
                                 ".http) or tracking plans (.json)");
    }
    return result;
}

DropTarget::DropTarget(QWidget *window)
    : QWidget(window)
{
    setObjectName(u"dropTarget"_s);
    setAcceptDrops(true);
    hide();
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter) {
        auto *enter = static_cast<QDragEnterEvent *>(event);
        if (!enter->mimeData()->hasUrls() || isOwnDrag(enter->mimeData()))
            return false;
        m_result = DropResult::of(enter->mimeData());
        setAccessibleName(m_result.words);
        setGeometry(parentWidget()->rect());
        raise();
        show();
        enter->acceptProposedAction();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// Accepted also where nothing would come of it: else the frame that says why would go away.
void DropTarget::dragEnterEvent(QDragEnterEvent *event)
{
    event->acceptProposedAction();
}

void DropTarget::dragLeaveEvent(QDragLeaveEvent *)
{
    hide();
}

void DropTarget::dropEvent(QDropEvent *event)
{
    hide();
    const DropResult result = std::exchange(m_result, {});
    if (!result.isAny())
        return;
    event->acceptProposedAction();
    emit dropped(result);
}

void DropTarget::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    QColor veil = theme.window;
    veil.setAlphaF(0.92F);
    painter.fillRect(rect(), veil);
    painter.setFont(scaledFont(font(), PageTitle, QFont::DemiBold));
    const QRectF frame = QRectF(rect()).adjusted(FrameMargin, FrameMargin, -FrameMargin, -FrameMargin);
    paintDropFrame(&painter, frame, m_result.words, m_result.isAny(), theme);
}

} // namespace spectap
